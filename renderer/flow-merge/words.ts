import { countText } from '../ui/count-text.ts'

export const words = {
  title: (name: string) => `"${name}" changed while you were editing`,
  explanation:
    'Changes to different parts are joined. Where both versions changed the same part, choose one. The other version stays under Versions as a kept draft.',
  conflicts: 'Changed in both versions',
  theirs: 'Changed in the other version',
  mine: 'Changed in your version',
  whole: 'One of the two texts cannot be read, so choose one of them.',
  noDifference: 'Both versions say the same.',
  side: { mine: 'Yours', theirs: 'Theirs' },
  was: 'Before',
  nothing: 'not there',
  choose: (part: string) => `Version of ${part}`,
  part: {
    node: (key: string, field?: string) => (field === undefined ? `Node ${key}` : `Node ${key}: ${field}`),
    edge: (name: string) => `Edge of ${name}`,
    position: (key: string) => `Position of ${key}`,
    field: (name: string) => `Flow: ${name}`,
    notes: () => 'Notes on the canvas',
    text: () => 'Text',
  },
  keepEditing: 'Keep editing',
  save: (count: number) => (count === 0 ? 'Save the merged draft' : `Save with ${countText(count, ['choice', 'choices'])}`),
  notMerged: 'Could not join the two texts. Choose yours or theirs for all parts.',
  beforeMerging: 'Before merging',
  notKept: 'Could not keep the draft',
  mergedWith: (version: number | null) => (version === null ? 'Merged with another draft' : `Merged with ${version}`),
}
