import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { DefinitionKind } from '../../shared/model/organization.ts'
import { api } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts } from '../ui/panel/facts.tsx'
import { listOf } from './folder-way.ts'
import { useOrganize } from './use-organize.tsx'
import { words } from './words.ts'

/** The folder, the tags and the owner of a job, flow or pipeline; each leads to what else has it. */
export function OrganizedPart({ kind, id }: { kind: DefinitionKind; id: string }) {
  const { data } = useQuery(api.organize.get.queryOptions({ input: { kind, ref: id } }))
  const { actionsFor, dialog } = useOrganize(kind)
  if (!data) return null
  const { folder, tags, owner, notes } = data
  return (
    <section aria-label={words.part.title} className="min-w-0">
      <h2 className="mb-1 font-semibold">{words.part.title}</h2>
      <Facts>
        {folder !== '' && (
          <Fact name={words.columns.folder}>
            <Link
              href={listOf(kind, 'folder', folder)}
              className="inline-flex min-h-6 max-w-full items-center break-words hover:underline"
            >
              {folder}
            </Link>
          </Fact>
        )}
        {owner !== null && (
          <Fact name={words.columns.owner}>
            <Link
              href={listOf(kind, 'owner', owner)}
              className="inline-flex min-h-6 max-w-full items-center break-words hover:underline"
            >
              {owner}
            </Link>
          </Fact>
        )}
        {tags.length > 0 && (
          <Fact name={words.columns.tags}>
            <span className="flex flex-wrap gap-1 py-0.5">
              {tags.map((tag) => (
                <Link
                  key={tag}
                  dir="auto"
                  href={listOf(kind, 'tag', tag)}
                  className="h-6 max-w-full truncate rounded-full border border-rule-2 px-2 text-xs leading-[22px] text-ink-2 hover:bg-hover"
                >
                  {tag}
                </Link>
              ))}
            </span>
          </Fact>
        )}
      </Facts>
      <div className="-ml-2 flex flex-wrap gap-1">
        {actionsFor([{ ...data, hasNotes: notes !== '' }]).map(({ name, icon: Icon, act }) => (
          <Button key={name} small look="quiet" onClick={() => void act()}>
            <Icon aria-hidden="true" className="size-3" />
            {name}
          </Button>
        ))}
      </div>
      {dialog}
    </section>
  )
}
