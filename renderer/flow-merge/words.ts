const versions = { mine: 'your version', theirs: 'the other version' }

export const words = {
  title: (name: string) => `"${name}" changed while you were editing`,
  explanation:
    'Changes that do not overlap are merged. Choose a version for each conflict. The other version is kept as a draft under Versions.',
  conflicts: 'Changed in both versions',
  theirs: 'Changed in the other version',
  mine: 'Changed in your version',
  whole: 'One version has errors, so they cannot be merged. Choose one.',
  noDifference: 'No differences',
  side: { mine: 'Yours', theirs: 'Theirs' },
  was: 'Before',
  added: (side: 'mine' | 'theirs') => `Added in ${versions[side]}`,
  deleted: (side: 'mine' | 'theirs') => `Deleted in ${versions[side]}`,
  nothing: 'not set',
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
  save: 'Save merged draft',
  notMerged: 'Could not merge the two versions. Choose one for every part.',
  beforeMerging: 'Before merging',
  notKept: 'Could not keep the draft',
  mergedWith: (version: number | null) => (version === null ? 'Merged with another draft' : `Merged with version ${version}`),
}
