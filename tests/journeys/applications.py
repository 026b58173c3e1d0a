"""How a person writes an application, for journeys that begin with one."""


def write_up_to_costs(walker):
    """From the page of a new application to its costs, with all that the town needs until there."""
    walker.fill(title="Ławki przy stawie", summary="Sześć ławek")
    walker.page.select_option("[name=pool]", label="Pula ogólnogminna")
    walker.page.select_option("[name=category]", label="Zieleń")
    walker.click("Zapisz i dalej")
    walker.fill(location="Park")
    walker.click("Zapisz i dalej")
    walker.fill(justification="Odpoczynek")
    walker.click("Zapisz i dalej")
