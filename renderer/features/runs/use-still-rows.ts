import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Run } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { stillRows } from './still-rows.ts'

const idOf = ({ id }: Run): string => id

/**
 * While an action on many runs is at work, the rows under the pointer stay where they are, so that a click hits the run it was
 * aimed at. Another `scope` is another list.
 */
export function useStillRows(runs: Run[], scope: string) {
  const { data } = useQuery(api.operations.list.queryOptions({ input: { state: 'running' } }))
  const [isWithin, setWithin] = useState(false)
  const shown = useRef({ scope, runs })
  const isHeld = isWithin && (data?.items.length ?? 0) > 0 && shown.current.scope === scope
  if (shown.current.runs !== runs || !isHeld)
    shown.current = { scope, runs: isHeld ? stillRows(shown.current.runs, runs, idOf) : runs }
  return {
    rows: shown.current.runs,
    pointer: {
      onPointerEnter: ({ pointerType }: { pointerType: string }) => setWithin(pointerType === 'mouse'),
      onPointerLeave: () => setWithin(false),
    },
  }
}
