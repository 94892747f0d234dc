-- The columns of a list as a saved view has them; without, the list keeps those of the person.
ALTER TABLE saved_view ADD COLUMN columns TEXT CHECK (columns IS NULL OR json_valid(columns));
