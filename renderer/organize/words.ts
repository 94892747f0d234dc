import { countText } from '../ui/count-text.ts'

const several: Record<'job' | 'flow' | 'pipeline', readonly [string, string]> = {
  job: ['job', 'jobs'],
  flow: ['flow', 'flows'],
  pipeline: ['pipeline', 'pipelines'],
}

type Kind = keyof typeof several

export const words = {
  tag: 'Tag…',
  move: 'Move…',
  setOwner: 'Set owner…',
  part: { title: 'Organization' },
  columns: { tags: 'Tags', folder: 'Folder', owner: 'Owner' },
  moreTags: (count: number) => `+${count}`,
  show: (tag: string) => `Show only tag ${tag}`,
  /** "Backup", or "20 jobs". */
  thing: (kind: Kind, names: readonly string[]) =>
    names.length === 1 ? `"${names[0]}"` : countText(names.length, several[kind]),
  count: (kind: Kind, count: number) => countText(count, several[kind]),
  done: {
    tags: (what: string) => `Changed the tags of ${what}`,
    folder: (what: string, folder: string) => (folder === '' ? `Moved ${what} out of its folder` : `Moved ${what} to ${folder}`),
    owner: (what: string, owner: string | null) => (owner ? `${owner} owns ${what} now` : `Removed the owner of ${what}`),
    notes: (what: string) => `Saved the notes of ${what}`,
    undone: (what: string) => `Restored ${what}`,
  },
  none: { tags: 'No tags changed', folder: 'They are in that folder already', owner: 'The owner is the same' },
  failed: (what: string) => `Could not change ${what}`,
  failedFor: (failed: string, all: string) => `Could not change ${failed} of ${all}`,
  notUndone: 'Could not undo the change',
  /** How many failed for one reason: `2 refused: …` */
  refusedFor: (count: number, reason: string) => `${count.toLocaleString('en')} refused: ${reason}`,

  tags: {
    title: (what: string) => `Tag ${what}`,
    field: 'Tags',
    hint: 'Type a tag and press Enter. Enter in the empty field saves.',
    placeholder: 'Find or add a tag',
    add: (tag: string) => `Add "${tag}"`,
    list: 'Tags',
    onSome: 'on some',
    save: 'Save tags',
    invalid: (why: string) => `This ${why}`,
    countOf: (count: number) => count.toLocaleString('en'),
  },
  folder: {
    title: (what: string) => `Move ${what}`,
    field: 'Folder',
    hint: 'Such as ops/backup. A folder exists while something is in it.',
    list: 'Folders',
    top: 'No folder',
    make: (path: string) => `New folder "${path}"`,
    save: 'Move',
    invalid: (why: string) => `The path ${why}`,
    named: (path: string) => `folder "${path}"`,
    only: 'Show only this folder',
    onlyOf: (path: string) => `Show only folder ${path}`,
    moveOf: (path: string) => `Move folder ${path}…`,
    dissolve: 'Remove folder, keep its contents',
    dissolveOf: (path: string) => `Remove folder ${path}, keep its contents`,
    moved: (from: string, to: string) => (to === '' ? `Removed folder "${from}"` : `Folder "${from}" is "${to}" now`),
    notMoved: (path: string) => `Could not move folder "${path}"`,
  },
  owner: {
    title: (what: string) => `Owner of ${what}`,
    field: 'Owner',
    hint: 'The person or team to ask. Empty: nobody is named.',
    save: 'Set owner',
  },
  favorites: {
    add: 'Add to favorites',
    remove: 'Remove from favorites',
  },
}
