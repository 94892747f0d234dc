import { useSearchParams } from 'wouter'
import { usePlace } from './place.ts'

const lastSuccess = 'last'

/** Whether the log is shown beside that of another run, and which: the address names it in `?compare=`. */
export function useCompare() {
  const [params] = useSearchParams()
  const { choose } = usePlace()
  const asked = params.get('compare')
  return {
    isOpen: asked !== null,
    /** The number of the other run; null: the last one that succeeded. */
    other: asked === null || asked === lastSuccess ? null : asked,
    open: (): void => choose({}, { compare: lastSuccess, tab: 'log' }),
    close: (): void => choose({}, { compare: null }),
  }
}
