"""WIBO runs a Polish participatory budget (budżet obywatelski) from proposals to published results."""
