"""One template renders every form and field: label, hint, control, error, in that order."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields through `ui/field.html`, errors as one sentence each."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
