"""Who is asking, and whether they may: tokens, guards, origins and the deny list."""
