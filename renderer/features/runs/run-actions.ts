import { useQuery } from '@tanstack/react-query'
import { GitFork, Pencil, Pin, PinOff, Play, RotateCcw, Square } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, attempt, client } from '../../api/client.ts'
import { useKeys } from '../../ui/keys.ts'
import { usePageActions } from '../../ui/page-actions.ts'
import type { Action } from '../../ui/table/action.ts'
import { definitionOf } from './definition-of.ts'
import { pin } from './row-actions.ts'
import { actionWords } from './words/list.ts'
import { words } from './words/page.ts'

export type RunActions = ReturnType<typeof useRunActions>

/** What can be done with a run that is open, also by key and in the palette. `change`: asks for other parameters. */
export function useRunActions(run: RunDetail, change: () => void) {
  const [, go] = useLocation()
  const [stopAsked, setStopAsked] = useState(false)
  const ended = run.endedAt !== null
  const definition = definitionOf(run)

  const goTo = (started: { number: number } | null) => started && go(`/runs/${started.number}`)
  const again = async () => goTo(await attempt(words.notRerun(run.title), () => client.runs.again({ ref: run.id })))
  // A flow continues from the node that failed, as a new run.
  const fromFailed = async (version?: number) =>
    goTo(
      await attempt(words.notRetriedFromFailed(run.title), () =>
        client.flowRuns.fork({ ref: run.id, ...(version && { version }) }),
      ),
    )
  const retry = () => attempt(actionWords.notRetried(run.number), () => client.runs.retry({ ref: run.id }))
  const stop = async () => {
    setStopAsked(true)
    if (!(await attempt(actionWords.notStopped(run.number), () => client.runs.cancel({ ref: run.id })))) setStopAsked(false)
  }
  const canRetry = ended && run.status !== 'succeeded' && run.flow === null && run.pipeline === null
  const canFork = run.flow !== null && run.status === 'failed'
  const newer = useNewerVersion(run, canFork)
  const canChange = ended && run.parent === null

  const choices: Action[] = [
    { name: words.sameParameters, icon: Play, key: 'rerun', act: again },
    ...(canChange ? [{ name: words.withChanges, icon: Pencil, key: 'rerunWithChanges' as const, act: change }] : []),
    ...(canFork ? [{ name: words.fromFailedStep, icon: GitFork, key: 'retry' as const, act: () => fromFailed() }] : []),
    ...(newer === null ? [] : [{ name: words.fromFailedStepWith(newer), icon: GitFork, act: () => fromFailed(newer) }]),
    ...(canRetry ? [{ name: words.retryThisRun, icon: RotateCcw, key: 'retry' as const, act: retry }] : []),
  ]
  const pinWords = run.pinnedAt === null ? actionWords.pin : actionWords.unpin
  const pinning = { icon: run.pinnedAt === null ? Pin : PinOff, act: () => pin(run) }
  const menu: Action[] = [{ name: pinWords.name, fullName: pinWords.of(run.number), ...pinning }]
  useKeys({
    rerun: () => void (ended && again()),
    rerunWithChanges: () => canChange && change(),
    stop: () => void (ended || stopAsked || stop()),
    retry: () => void (canRetry ? retry() : canFork && fromFailed()),
    editJob: () => definition && go(definition.repairing),
  })
  usePageActions([
    ended
      ? { name: words.rerunTitle(run.title), icon: Play, key: 'rerun', act: again, ...(canChange && { ask: change }) }
      : { name: actionWords.stop.of(run.number), icon: Square, key: 'stop', act: stop },
    canChange && { name: words.rerunTitleWithChanges(run.title), icon: Pencil, key: 'rerunWithChanges', act: change },
    canRetry && { name: actionWords.retry.of(run.number), icon: RotateCcw, key: 'retry', act: retry },
    canFork && { name: words.retryFailedNodeOf(run.number), icon: RotateCcw, key: 'retry', act: () => fromFailed() },
    { name: pinWords.of(run.number), ...pinning },
    definition !== null && {
      name: words.edit[definition.kind].of(run.number),
      icon: Pencil,
      key: 'editJob',
      act: () => go(definition.repairing),
    },
  ])
  return { ended, stopAsked, again, stop, choices, menu }
}

/** The version of the flow that was published since; null: there is none. */
function useNewerVersion({ flow, version }: RunDetail, isAsked: boolean): number | null {
  const { data } = useQuery({ ...api.flows.get.queryOptions({ input: { ref: flow ?? '' } }), enabled: isAsked, retry: false })
  const newest = data?.version ?? null
  return isAsked && newest !== null && version !== null && newest > version ? newest : null
}
