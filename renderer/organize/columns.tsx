import type { Organized } from '../../shared/model/organization.ts'
import type { Column } from '../ui/table/columns.ts'
import { TagChips } from './tag-chips.tsx'
import { words } from './words.ts'

const text = (value: string | null) => (
  <span dir="auto" className="truncate text-ink-2">
    {value}
  </span>
)

/** Tags, owner and folder, in the list of each kind. Tags are also behind the name, and folders are rows of their own. */
export const organizedColumns = <T extends Organized>(): Column<T>[] => [
  {
    ...{ id: 'tags', name: words.columns.tags, width: 160, growsTo: 240, rank: 8, isOptional: true },
    sortBy: ({ tags }) => (tags.length === 0 ? null : tags.join(' ')),
    title: ({ tags }) => (tags.length === 0 ? undefined : tags.join(', ')),
    cell: ({ tags }) => <TagChips tags={tags} />,
  },
  {
    ...{ id: 'owner', name: words.columns.owner, width: 104, rank: 7 },
    sortBy: ({ owner }) => owner,
    isEmpty: ({ owner }) => owner === null,
    title: ({ owner }) => owner ?? undefined,
    cell: ({ owner }) => text(owner),
  },
  {
    ...{ id: 'folder', name: words.columns.folder, width: 120, rank: 8, isOptional: true },
    sortBy: ({ folder }) => folder || null,
    title: ({ folder }) => folder || undefined,
    cell: ({ folder }) => text(folder),
  },
]
