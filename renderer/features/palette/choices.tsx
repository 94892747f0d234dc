import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { History, Pencil, Play, Waypoints, Workflow } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, client } from '../../api/client.ts'
import { statusWord } from '../../run-status.tsx'
import { toastError } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { useWindowState } from '../../window-state.ts'
import { Choice, Group } from './choice.tsx'
import { GoTo } from './go-to.tsx'

/** Before anything is typed, only the most recent of each kind, so that places are in view too. */
const shownAtFirst = 6

export function Choices({ close }: { close(): void }) {
  const [text, setText] = useState('')
  const [, go] = useLocation()
  const { recent, used } = useWindowState()
  const found = useFound(text)
  const choose = (id: string, act: () => unknown) => () => {
    used(id)
    close()
    act()
  }
  const byUse = <T extends { id: string }>(verb: string, items: T[]): T[] => {
    const sorted = items.toSorted((a, b) => rank(recent, `${verb} ${a.id}`) - rank(recent, `${verb} ${b.id}`))
    return text === '' ? sorted.slice(0, shownAtFirst) : sorted
  }
  const { jobs, flows, pipelines, run } = found

  return (
    <>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Run a job, start a flow, or go to…"
        className="h-11 w-full border-b border-rule bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[46vh] overflow-auto p-1.5">
        {!found.isPending && <Command.Empty className="p-4 text-center text-ink-2">Nothing matches “{text}”.</Command.Empty>}
        {/* All at once: Enter takes the first of them. */}
        {!found.isPending && (
          <>
            <Group heading="Open">
              {run && (
                <Choice value={`${text} #${run.number}`} icon={History} onSelect={choose('run', () => go(`/runs/${run.number}`))}>
                  Run {run.number}: {run.title}, {statusWord(run).toLowerCase()}
                </Choice>
              )}
            </Group>
            <Group heading="Run">
              {byUse('run', jobs)
                .filter(({ enabled }) => enabled)
                .map((job) => (
                  <Choice
                    key={job.id}
                    value={`run ${job.name} ${job.id}`}
                    icon={Play}
                    onSelect={choose(`run ${job.id}`, () => runJob(job, go))}
                  >
                    Run {job.name}
                  </Choice>
                ))}
            </Group>
            <Group heading="Start">
              {byUse('start', flows)
                .filter(({ version }) => version !== null)
                .map(({ id, name }) => (
                  <Choice
                    key={id}
                    value={`start ${name} ${id}`}
                    icon={Play}
                    onSelect={choose(`start ${id}`, () => go(`/flows/${id}?start`))}
                  >
                    Start {name}…
                  </Choice>
                ))}
            </Group>
            <Group heading="Pipelines">
              {byUse('pipeline', pipelines).map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`run pipeline ${name} ${id}`}
                  icon={Waypoints}
                  onSelect={choose(`pipeline ${id}`, () => go(`/pipelines/${id}`))}
                >
                  {name}
                </Choice>
              ))}
            </Group>
            <GoTo choose={choose} go={go} />
            <Group heading="Edit">
              {byUse('edit', flows).map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`edit flow ${name} ${id}`}
                  icon={Workflow}
                  onSelect={choose(`edit ${id}`, () => go(`/flows/${id}`))}
                >
                  Edit flow {name}
                </Choice>
              ))}
              {byUse('edit', jobs).map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`edit ${name} ${id}`}
                  icon={Pencil}
                  onSelect={choose(`edit ${id}`, () => go(`/jobs/${id}`))}
                >
                  Edit {name}
                </Choice>
              ))}
            </Group>
          </>
        )}
      </Command.List>
    </>
  )
}

/** The server searches for names; the verb in front of them is the palette's own. */
function useFound(text: string) {
  const q = useDebounced(text.replace(/^\s*(run|edit|start)(\s+|$)/i, '').trim())
  const input = { limit: 30, ...(q === '' ? {} : { q }) }
  const jobs = useQuery(api.jobs.list.queryOptions({ input, placeholderData: keepPreviousData }))
  const flows = useQuery(api.flows.list.queryOptions({ input, placeholderData: keepPreviousData }))
  const pipelines = useQuery(api.pipelines.list.queryOptions({ input, placeholderData: keepPreviousData }))
  const number = /^#?(\d{1,15})$/.exec(q)?.[1]
  const run = useQuery({
    ...api.runs.get.queryOptions({ input: { ref: number ?? '' } }),
    enabled: number !== undefined,
    retry: false,
  })
  return {
    jobs: jobs.data?.items ?? [],
    flows: flows.data?.items ?? [],
    pipelines: pipelines.data?.items ?? [],
    run: number === undefined ? undefined : run.data,
    isPending: jobs.isPending || flows.isPending || pipelines.isPending,
  }
}

const rank = (recent: string[], id: string): number => {
  const at = recent.indexOf(id)
  return at === -1 ? recent.length : at
}

async function runJob(job: { id: string; name: string }, go: (path: string) => void): Promise<void> {
  try {
    const { number } = await client.jobs.run({ ref: job.id })
    go(`/runs/${number}`)
  } catch (error) {
    toastError(`Could not run "${job.name}"`, error)
  }
}
