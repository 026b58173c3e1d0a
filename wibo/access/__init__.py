"""Who may do what, on one page: permissions, roles, grants, and the marks that views carry."""
