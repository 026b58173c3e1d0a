"""The coat of arms of the invented town."""

ARMS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 46">'
    '<path d="M1 1h38v24c0 11-9 17-19 20C10 42 1 36 1 25z" fill="#15532b"/>'
    '<path d="M20 8c7 5 10 9 10 14 0 6-5 9-10 9s-10-3-10-9c0-5 3-9 10-14z" fill="#f2c84b"/>'
    '<path d="M19 18h2v22h-2z" fill="#f2c84b"/></svg>'
)
