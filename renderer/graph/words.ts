import { countText } from '../ui/count-text.ts'

export const words = {
  addOn: 'Add node on this wire',
  nothingFound: 'Nothing found',
  map: 'Map of the drawing',
  note: (text: string) => (text === '' ? 'Note' : `Note: ${text}`),
  noteText: 'Text of the note',
  emptyNote: 'Double-click to write',

  states: { added: 'Added', removed: 'Removed', changed: 'Changed', moved: 'Moved', renamed: 'Renamed' },
  renamedFrom: (name: string) => `Renamed from ${name}`,
  fields: (count: number) => countText(count, ['field', 'fields']),
  movedToo: 'moved',
  wireFrom: (from: string, to: string, label: string) => `Wire from ${from} to ${to}${label === '' ? '' : `, ${label}`}`,
  /** On a wire. */
  wire: (label: string, state: 'added' | 'removed' | 'changed') => (label === '' ? state : `${label} (${state})`),
}
