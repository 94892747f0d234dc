import { useMutation, useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef } from 'react'
import type { Settings, SettingsChange } from '../../../shared/model/settings.ts'
import { api, messageOf, queryClient } from '../../api/client.ts'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { type SettingsSection, settingsWords } from '../../words.ts'
import { AddressGroup } from './address-group.tsx'
import { EnvironmentView } from './environment-view.tsx'
import { HealthView } from './health-view.tsx'
import { KeysView } from './keys-view.tsx'
import { MaintenanceView } from './maintenance-view.tsx'
import { NewJobsGroup } from './new-jobs-group.tsx'
import { PauseRow } from './pause-row.tsx'
import { Group, NumberRow, SwitchRow } from './rows.tsx'
import { SecretsView } from './secrets-view.tsx'
import { words } from './words.ts'

/** What holds for all of LocalFlow. Each change is saved when it is made, and can be undone. */
export function SettingsPage() {
  const query = useQuery(api.settings.get.queryOptions())
  return (
    <Page title={words.title}>
      {query.isPending ? (
        <SkeletonRows rows={5} />
      ) : query.isError ? (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : (
        <Loaded settings={query.data} />
      )}
    </Page>
  )
}

const hourMs = 3_600_000

type Change = SettingsChange | ((now: Settings) => SettingsChange)

/** Saves a change, and offers to undo it. */
function useSave(settings: Settings): (change: Change) => void {
  const key = api.settings.get.queryKey()
  // What is read while another change is on its way would take that one back.
  const onSettled = () =>
    queryClient.isMutating({ mutationKey: api.settings.update.mutationKey() }) > 1
      ? undefined
      : queryClient.invalidateQueries({ queryKey: api.settings.key() })
  const undo = useMutation(
    api.settings.update.mutationOptions({ onSettled, onError: (error) => toastError(words.notUndone, error) }),
  )
  const save = useMutation(
    api.settings.update.mutationOptions({
      // At once: the next change may be made before this one is saved, and must not take it back. Nor must an answer that was
      // asked for before it.
      async onMutate(change) {
        await queryClient.cancelQueries({ queryKey: key })
        queryClient.setQueryData(key, (before) => before && ({ ...before, ...change } as Settings))
      },
      onSettled,
      onError: (error) => toastError(words.notSaved, error),
    }),
  )
  return (given) => {
    // The rendered settings may be older than the last change.
    const now = queryClient.getQueryData(key) ?? settings
    const change = typeof given === 'function' ? given(now) : given
    const old = Object.fromEntries(Object.keys(change).map((name) => [name, now[name as keyof Settings]])) as SettingsChange
    save.mutate(change, { onSuccess: () => void toast(words.saved, { undo: () => undo.mutate(old) }) })
  }
}

/**
 * Keeps the section that the address names in view: sections above it grow as they are read. Until the person does something
 * else.
 */
function useSectionInView(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let isFollowing = true
    const show = () => {
      if (isFollowing) document.getElementById(location.hash.slice(1))?.scrollIntoView()
    }
    const follow = () => {
      isFollowing = true
      show()
    }
    const leave = () => {
      isFollowing = false
    }
    const sizes = new ResizeObserver(show)
    if (content.current) sizes.observe(content.current)
    const acts = ['wheel', 'pointerdown', 'keydown'] as const
    addEventListener('hashchange', follow)
    for (const act of acts) addEventListener(act, leave, { passive: true })
    return () => {
      sizes.disconnect()
      removeEventListener('hashchange', follow)
      for (const act of acts) removeEventListener(act, leave)
    }
  }, [content])
}

function Loaded({ settings }: { settings: Settings }) {
  const set = useSave(settings)
  const content = useRef<HTMLDivElement>(null)
  useSectionInView(content)
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div ref={content} className="flex items-start gap-8 p-4 pb-10 max-[960px]:flex-col max-[960px]:gap-4">
        <Sections />
        <div className="flex w-full max-w-[720px] min-w-0 flex-1 flex-col gap-8">
          <Group id="runs">
            <NumberRow
              label={words.parallel}
              hint={words.parallelHint}
              value={settings.parallel}
              range={[1, 1_000]}
              onSave={(parallel) => set({ parallel })}
            />
            <SwitchRow
              label={words.keepAwake}
              hint={words.keepAwakeHint}
              checked={settings.keepAwake}
              onChange={(keepAwake) => set({ keepAwake })}
            />
          </Group>
          <NewJobsGroup
            newJobs={settings.newJobs}
            onChange={(part) => set((now) => ({ newJobs: { ...now.newJobs, ...part } }))}
          />
          <Group id="automatic">
            <PauseRow paused={settings.paused} onChange={(paused) => set({ paused })} />
          </Group>
          <Group id="notifications">
            <SwitchRow
              label={words.notify}
              hint={words.notifyHint}
              checked={settings.notifyFailures}
              onChange={(notifyFailures) => set({ notifyFailures })}
            />
          </Group>
          <Group id="keys">
            <KeysView />
          </Group>
          <Group id="secrets">
            <SecretsView />
          </Group>
          <AddressGroup port={settings.port} onSave={(port) => set({ port })} />
          <Group id="environment">
            <SwitchRow
              label={words.loginShell}
              hint={words.loginShellHint}
              checked={settings.loginShell}
              onChange={(loginShell) => set({ loginShell })}
            />
            <EnvironmentView key={String(settings.loginShell)} />
          </Group>
          <Group id="maintenance">
            <MaintenanceView />
          </Group>
          <Group id="health">
            <HealthView />
          </Group>
          <Advanced settings={settings} set={set} />
        </div>
      </div>
    </div>
  )
}

function Advanced({ settings, set }: { settings: Settings; set(change: SettingsChange): void }) {
  return (
    <Group id="advanced">
      <NumberRow
        label={words.sample}
        hint={words.sampleHint}
        value={settings.sampleMs / 1_000}
        range={[0.25, 3_600]}
        onSave={(seconds) => set({ sampleMs: Math.round((seconds ?? 2) * 1_000) })}
      />
      <NumberRow
        label={words.keys}
        hint={words.keysHint}
        value={settings.idempotencyMs / hourMs}
        range={[1 / 60, 366 * 24]}
        onSave={(hours) => set({ idempotencyMs: Math.round((hours ?? 168) * hourMs) })}
      />
    </Group>
  )
}

const Sections = () => (
  <nav
    aria-label={words.sections}
    className="sticky top-0 flex w-52 shrink-0 flex-col gap-0.5 max-[960px]:static max-[960px]:w-auto max-[960px]:-mx-2 max-[960px]:flex-row max-[960px]:flex-wrap"
  >
    {(Object.keys(settingsWords) as SettingsSection[]).map((id) => (
      <a key={id} href={`#${id}`} className="rounded-md px-2 py-1 text-ink-2 hover:bg-hover hover:text-ink">
        {settingsWords[id].title}
      </a>
    ))}
  </nav>
)
