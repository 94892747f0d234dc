export const words = {
  addOn: 'Add node on this wire',
  nothingFound: 'Nothing found',
  map: 'Map of the drawing',
  note: (text: string) => (text === '' ? 'Note' : `Note: ${text}`),
  noteText: 'Text of the note',
  emptyNote: 'Double-click to write',
}
