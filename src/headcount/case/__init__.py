"""A case opened from its folder, its stages run and kept fresh by digest, and every number explained."""
