import type { FilterList } from '../../shared/filter/keys.ts'

const lists: Record<FilterList, string> = { runs: 'Runs', jobs: 'Jobs', flows: 'Flows', pipelines: 'Pipelines', tasks: 'Queue' }

export const words = {
  all: 'All',
  view: (name: string) => `View: ${name}`,
  changed: 'changed',
  saveView: 'Save view',
  saveNew: 'Save as new view…',
  saveChanges: 'Save changes',
  reset: 'Reset',
  rename: 'Rename…',
  share: 'Share with everyone',
  unshare: 'Stop sharing',
  shared: 'shared',
  delete: 'Delete',
  favorite: 'Add to favorites',
  noFavorite: 'Remove from favorites',
  hasProblem: 'Correct the filter first',
  name: 'Name',
  newView: 'Save view',
  renameView: 'Rename view',
  create: 'Save view',
  renameNow: 'Rename view',
  cancel: 'Cancel',
  saved: (name: string) => `Saved view "${name}"`,
  deleted: (name: string) => `Deleted view "${name}"`,
  notSaved: (name: string) => `Could not save view "${name}"`,
  notDeleted: (name: string) => `Could not delete view "${name}"`,
  notRestored: (name: string) => `Could not restore view "${name}"`,
  viewOf: (list: FilterList, name: string) => `${lists[list]} › ${name}`,
}
