import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { attempt, client } from '../../api/client.ts'
import { chooseData } from '../../flow-tests/test-state.ts'
import { words } from './words.ts'

/** A link from a run opens the version that it ran in the editor, as a change of the draft that can be undone. */
export function useOpenVersion(flow: FlowDetail | null, type: (text: string) => void): void {
  const [params, setParams] = useSearchParams()
  const wanted = Number(params.get('open') ?? 0)
  const ref = flow?.id
  useEffect(() => {
    if (ref === undefined || !Number.isInteger(wanted) || wanted < 1) return
    setParams(
      (before) => {
        before.delete('open')
        return before
      },
      { replace: true },
    )
    void attempt(words.notOpened(wanted), () => client.flows.version({ ref, version: wanted })).then(
      (found) => found && type(found.source),
    )
  }, [ref, wanted, setParams, type])
}

/** A link from a failed run opens its node, and tests start with the data that the run had. */
export function useOpenFailed(flow: FlowDetail | null, select: (nodes: string[]) => void): void {
  const [params, setParams] = useSearchParams()
  const [node, run] = [params.get('node'), params.get('data')]
  useEffect(() => {
    if (flow === null || node === null) return
    setParams(
      (before) => {
        before.delete('node')
        before.delete('data')
        return before
      },
      { replace: true },
    )
    select([node])
    if (run !== null && flow.lastRuns.some(({ id }) => id === run)) chooseData(flow.id, run)
  }, [flow, node, run, setParams, select])
}
