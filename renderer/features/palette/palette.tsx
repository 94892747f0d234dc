import { Dialog } from '@base-ui/react/dialog'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import {
  ArrowLeftRight,
  CalendarDays,
  Files,
  History,
  Layers,
  ListChecks,
  Pencil,
  Play,
  Plus,
  Server,
  Settings,
  SunMoon,
  Waypoints,
  Workflow,
} from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { JobSummary } from '../../../shared/model/run.ts'
import { api, client } from '../../api/client.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toastError } from '../../ui/toasts.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { type Theme, useWindowState } from '../../window-state.ts'

const places = [
  ['/flows', 'Flows', Workflow],
  ['/pipelines', 'Pipelines', Waypoints],
  ['/files', 'Files', Files],
  ['/calendar', 'Calendar', CalendarDays],
  ['/queue', 'Queue', Layers],
  ['/workers', 'Workers', Server],
  ['/settings', 'Settings', Settings],
] as const

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' }

/** Ctrl or Cmd K: run a job, go anywhere. What was used last comes first. */
export function Palette() {
  const [open, setOpen] = useState(false)
  useShortcuts(useMemo(() => ({ 'mod+k': () => setOpen((was) => !was) }), []))
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/25" />
        <Dialog.Popup
          data-modal
          aria-label="Command palette"
          className="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[92vw] -translate-x-1/2 overflow-hidden rounded-lg border border-rule bg-surface shadow-float outline-none"
        >
          <Command label="Command palette" loop>
            <Choices close={() => setOpen(false)} />
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Choices({ close }: { close(): void }) {
  const [text, setText] = useState('')
  const [, go] = useLocation()
  const { recent, used, theme, set } = useWindowState()
  // The verb is ours; the server looks for the rest.
  const q = useSettled(text.replace(/^\s*(run|edit|start)(\s+|$)/i, '').trim())
  const { data, isPending: isReading } = useQuery(
    api.jobs.list.queryOptions({ input: { limit: 30, ...(q === '' ? {} : { q }) }, placeholderData: keepPreviousData }),
  )

  const flows = useQuery(
    api.flows.list.queryOptions({ input: { limit: 30, ...(q === '' ? {} : { q }) }, placeholderData: keepPreviousData }),
  )

  const pipelines = useQuery(
    api.pipelines.list.queryOptions({ input: { limit: 30, ...(q === '' ? {} : { q }) }, placeholderData: keepPreviousData }),
  )

  const isPending = isReading || flows.isPending || pipelines.isPending
  const choose = (id: string, act: () => unknown) => () => {
    used(id)
    close()
    act()
  }
  const jobs = (data?.items ?? []).toSorted((a, b) => rank(recent, `run ${a.id}`) - rank(recent, `run ${b.id}`))

  return (
    <>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Run a job, start a flow, or go to…"
        className="h-11 w-full border-b border-rule bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[46vh] overflow-auto p-1.5">
        {!isPending && <Command.Empty className="p-4 text-center text-ink-2">Nothing matches “{text}”.</Command.Empty>}
        {/* All at once: the first of them is the one that Enter takes. */}
        {!isPending && (
          <>
            <Group heading="Run">
              {jobs
                .filter(({ enabled }) => enabled)
                .map((job) => (
                  <Choice
                    key={job.id}
                    value={`run ${job.name} ${job.id}`}
                    onSelect={choose(`run ${job.id}`, () => run(job, go))}
                    icon={<Play aria-hidden="true" className="size-4" />}
                  >
                    Run {job.name}
                  </Choice>
                ))}
            </Group>
            <Group heading="Start">
              {(flows.data?.items ?? [])
                .filter(({ version }) => version !== null)
                .map(({ id, name }) => (
                  <Choice
                    key={id}
                    value={`start ${name} ${id}`}
                    onSelect={choose(`start ${id}`, () => go(`/flows/${id}?start`))}
                    icon={<Play aria-hidden="true" className="size-4" />}
                  >
                    Start {name}…
                  </Choice>
                ))}
            </Group>
            <Group heading="Edit">
              {(flows.data?.items ?? []).map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`edit flow ${name} ${id}`}
                  onSelect={choose(`edit ${id}`, () => go(`/flows/${id}`))}
                  icon={<Workflow aria-hidden="true" className="size-4" />}
                >
                  Edit flow {name}
                </Choice>
              ))}
              {jobs.map((job) => (
                <Choice
                  key={job.id}
                  value={`edit ${job.name} ${job.id}`}
                  onSelect={choose(`edit ${job.id}`, () => go(`/jobs/${job.id}`))}
                  icon={<Pencil aria-hidden="true" className="size-4" />}
                >
                  Edit {job.name}
                </Choice>
              ))}
            </Group>
            <Group heading="Pipelines">
              {(pipelines.data?.items ?? []).map(({ id, name }) => (
                <Choice
                  key={id}
                  value={`run pipeline ${name} ${id}`}
                  onSelect={choose(`pipeline ${id}`, () => go(`/pipelines/${id}`))}
                  icon={<Waypoints aria-hidden="true" className="size-4" />}
                >
                  {name}
                </Choice>
              ))}
            </Group>
            <Group heading="Go to">
              <Choice
                value="new job create"
                onSelect={choose('new', () => go('/jobs/new'))}
                icon={<Plus aria-hidden="true" className="size-4" />}
              >
                New job
              </Choice>
              <Choice
                value="go to jobs"
                onSelect={choose('jobs', () => go('/jobs'))}
                icon={<ListChecks aria-hidden="true" className="size-4" />}
              >
                Jobs
              </Choice>
              <Choice
                value="new flow create"
                onSelect={choose('new flow', () => go('/flows/new'))}
                icon={<Plus aria-hidden="true" className="size-4" />}
              >
                New flow
              </Choice>
              {places.map(([path, word, Icon]) => (
                <Choice
                  key={path}
                  value={`go to ${word}`}
                  onSelect={choose(path, () => go(path))}
                  icon={<Icon aria-hidden="true" className="size-4" />}
                >
                  {word}
                </Choice>
              ))}
              <Choice
                value="go to runs history"
                onSelect={choose('runs', () => go('/runs'))}
                icon={<History aria-hidden="true" className="size-4" />}
              >
                Runs
              </Choice>
              <Choice
                value="go to failed runs"
                onSelect={choose('failed', () => go('/runs?status=failed'))}
                icon={<History aria-hidden="true" className="size-4" />}
              >
                Failed runs
              </Choice>
              <Choice
                value="import export crontab systemd timers"
                onSelect={choose('import', () => go('/import'))}
                icon={<ArrowLeftRight aria-hidden="true" className="size-4" />}
              >
                Import and export
              </Choice>
              <Choice
                value="theme light dark system"
                onSelect={choose('theme', () => set({ theme: nextTheme[theme] }))}
                icon={<SunMoon aria-hidden="true" className="size-4" />}
              >
                Theme: {theme}, change to {nextTheme[theme]}
              </Choice>
            </Group>
          </>
        )}
      </Command.List>
    </>
  )
}

const rank = (recent: string[], id: string): number => {
  const at = recent.indexOf(id)
  return at === -1 ? recent.length : at
}

async function run(job: JobSummary, go: (path: string) => void): Promise<void> {
  try {
    const { number } = await client.jobs.run({ ref: job.id })
    go(`/runs/${number}`)
  } catch (error) {
    toastError(`"${job.name}" was not started`, error)
  }
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {children}
    </Command.Group>
  )
}

function Choice({ value, icon, onSelect, children }: { value: string; icon: ReactNode; onSelect(): void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 truncate rounded-md px-2.5 data-[selected=true]:bg-selected [&>svg]:text-ink-3"
    >
      {icon}
      <span className="truncate">{children}</span>
    </Command.Item>
  )
}
