import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts'
import { api, client, messageOf, queryClient } from '../../api/client.ts'
import { TextInput } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Switch } from '../../ui/switch.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { EnvironmentView } from './environment-view.tsx'
import { MaintenanceView } from './maintenance-view.tsx'
import { PauseRow } from './pause-row.tsx'
import { SecretsView } from './secrets-view.tsx'

/** What holds for all of LocalFlow. Each change is saved when it is made, and can be taken back. */
export function SettingsPage() {
  const query = useQuery(api.settings.get.queryOptions())
  return (
    <Page title="Settings">
      {query.isPending ? (
        <SkeletonRows rows={5} />
      ) : query.isError ? (
        <Problem message={`The settings could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
      ) : (
        <Loaded settings={query.data} />
      )}
    </Page>
  )
}

async function save(change: SettingsChange, before: Settings): Promise<void> {
  try {
    await client.settings.update(change)
    await queryClient.invalidateQueries({ queryKey: api.settings.key() })
    const old = Object.fromEntries(Object.keys(change).map((name) => [name, before[name as keyof Settings]])) as SettingsChange
    toast('Saved', {
      undo: () => void client.settings.update(old).catch((error: unknown) => toastError('It was not taken back', error)),
    })
  } catch (error) {
    toastError('It was not saved', error)
  }
}

const hourMs = 3_600_000

function Loaded({ settings }: { settings: Settings }) {
  const set = (change: SettingsChange) => void save(change, settings)
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="flex max-w-[720px] flex-col gap-8 p-4 pb-10">
        <Group title="Running">
          <NumberRow
            label="Tasks at the same time"
            hint="Empty: LOCALFLOW_WORKERS, or the number of cores"
            value={settings.parallel}
            range={[1, 1_000]}
            onSave={(parallel) => set({ parallel })}
          />
          <NumberRow
            label="Seconds between two looks at running processes"
            hint="What they use is kept with the run"
            value={settings.sampleMs / 1_000}
            range={[0.25, 3_600]}
            onSave={(seconds) => set({ sampleMs: Math.round((seconds ?? 2) * 1_000) })}
          />
          <NumberRow
            label="Hours for which idempotency keys are remembered"
            hint="The same key again gives the first task, for as long"
            value={settings.idempotencyMs / hourMs}
            range={[1 / 60, 366 * 24]}
            onSave={(hours) => set({ idempotencyMs: Math.round((hours ?? 168) * hourMs) })}
          />
          <SwitchRow
            label="Keep the computer awake while a run is active"
            hint="In the desktop app, where the system allows it"
            checked={settings.keepAwake}
            onChange={(keepAwake) => set({ keepAwake })}
          />
        </Group>
        <Group title="What starts by itself">
          <PauseRow paused={settings.paused} onChange={(paused) => set({ paused })} />
        </Group>
        <Group title="Notifications">
          <SwitchRow
            label="Tell me when a run fails"
            hint="A notification of the system, in the desktop app. A job can be muted in its own settings."
            checked={settings.notifyFailures}
            onChange={(notifyFailures) => set({ notifyFailures })}
          />
        </Group>
        <Group title="Secrets">
          <SecretsView />
        </Group>
        <AddressGroup port={settings.port} onSave={(port) => set({ port })} />
        <Group title="Environment">
          <SwitchRow
            label="Run jobs in the environment of my login shell"
            hint="Otherwise in the one LocalFlow was started with, which is not the same when it starts at login"
            checked={settings.loginShell}
            onChange={(loginShell) => set({ loginShell })}
          />
          <EnvironmentView key={String(settings.loginShell)} />
        </Group>
        <Group title="Maintenance">
          <MaintenanceView />
        </Group>
      </div>
    </div>
  )
}

/** Where programs of this computer reach LocalFlow; what the headless host listens on is said where it is started. */
function AddressGroup({ port, onSave }: { port: number | null; onSave(port: number | null): void }) {
  const info = useQuery(api.system.info.queryOptions()).data
  if (!info) return null
  const { host, address, addressProblem } = info
  return (
    <Group title="Web addresses and REST">
      {host === 'desktop' && (
        <NumberRow
          label="Listen on this port of this computer"
          hint="Empty: on none. Triggers with a web address and programs that call LocalFlow need one"
          value={port}
          range={[1_024, 65_535]}
          onSave={onSave}
        />
      )}
      <p className="py-1 text-sm text-ink-2" aria-live="polite">
        {addressProblem ? (
          <span className="text-bad">{addressProblem}</span>
        ) : address ? (
          <>
            Listening at <code className="font-mono select-all">{address}</code>
          </>
        ) : (
          'Listening on no port.'
        )}
      </p>
    </Group>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-2 border-b border-rule pb-1.5 font-semibold">{title}</h2>
      <div className="flex flex-col">{children}</div>
    </section>
  )
}

function SwitchRow({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string
  hint: string
  checked: boolean
  onChange(checked: boolean): void
}) {
  return (
    <div className="flex items-center justify-between gap-6 py-2">
      <div>
        <p className="font-medium">{label}</p>
        <p className="text-sm text-ink-3">{hint}</p>
      </div>
      <Switch checked={checked} label={label} onChange={onChange} />
    </div>
  )
}

function NumberRow({
  label,
  hint,
  value,
  range: [least, most],
  onSave,
}: {
  label: string
  hint: string
  value: number | null
  range: [number, number]
  onSave(value: number | null): void
}) {
  const id = useId()
  const shown = value === null ? '' : String(value)
  const [text, setText] = useState(shown)
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => setText(shown), [shown])
  const keep = () => {
    if (text.trim() === shown) return setProblem(undefined)
    const next = text.trim() === '' ? null : Number(text)
    if (next !== null && !(next >= least && next <= most))
      return setProblem(`Give a number from ${Number(least.toFixed(2))} to ${most}`)
    setProblem(undefined)
    onSave(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
      className="flex items-center justify-between gap-6 py-2"
    >
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-note`} className={problem ? 'text-sm text-bad' : 'text-sm text-ink-3'}>
          {problem ?? hint}
        </p>
      </div>
      <TextInput
        id={id}
        aria-describedby={`${id}-note`}
        aria-invalid={problem !== undefined || undefined}
        value={text}
        onChange={setText}
        onBlur={keep}
        inputMode="decimal"
        placeholder="auto"
        className="max-w-24 text-right"
      />
    </form>
  )
}
