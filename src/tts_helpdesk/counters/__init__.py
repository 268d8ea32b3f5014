"""How many tickets there are of each status, without counting them."""
