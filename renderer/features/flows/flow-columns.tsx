import type { FlowSummary } from '../../../shared/model/flow.ts'
import { definitionColumns } from '../../definition-columns.tsx'
import { FavoriteMark } from '../../favorites/favorite-star.tsx'
import { NameLink, NameNote } from '../../name-link.tsx'
import type { Column } from '../../ui/table/columns.ts'

export const flowColumns: Column<FlowSummary>[] = [
  { id: 'name', name: 'Flow', width: 200, isMain: true, sortBy: ({ name }) => name, cell: (flow) => <Name flow={flow} /> },
  {
    ...{ id: 'version', name: 'Version', width: 136, rank: 2 },
    sortBy: ({ version }) => version,
    cell: ({ version, hasDraft }) => (
      <span className="text-ink-2">
        {version ?? 'Not published'}
        {version !== null && hasDraft && <span className="text-ink-3"> and a draft</span>}
      </span>
    ),
  },
  ...definitionColumns<FlowSummary>(),
]

const Name = ({ flow: { id, name, description } }: { flow: FlowSummary }) => (
  <NameLink href={`/flows/${id}`} name={name}>
    <FavoriteMark kind="flow" id={id} />
    <NameNote>{description}</NameNote>
  </NameLink>
)
