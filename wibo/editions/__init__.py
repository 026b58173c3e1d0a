"""An edition of the budget: its dates, areas, pools and the rules that hang on the pools."""
