export const words = {
  addOn: 'Add node on this wire',
  nothingFound: 'Nothing found',
  map: 'Map of the drawing',
  note: 'Note',
  noteText: 'Text of the note',
  emptyNote: 'Double-click to write',
}
