import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { attempt } from '../../api/client.ts'
import { startWithChanges } from '../../run-form/ask.ts'
import { words } from './words/page.ts'

/** Re-runs with changes: by the form of the job's parameters, or as JSON (`isAsking`) where there is none. */
export function useChange({ jobId, number, params, title }: RunDetail) {
  const [, go] = useLocation()
  const [isAsking, setAsking] = useState(false)
  const byForm = (id: string) => attempt(words.notRerun(title), () => startWithChanges({ id, name: title }, { number, params }))
  return {
    isAsking,
    close: () => setAsking(false),
    async ask(): Promise<void> {
      const run = jobId === null ? undefined : await byForm(jobId)
      if (run) go(`/runs/${run.number}`)
      else if (run === undefined) setAsking(true)
    },
  }
}
