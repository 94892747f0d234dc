import { useSearchParams } from 'wouter'

/** The queue whose tasks are shown, which the address names; null: all queues. */
export function useChosenQueue(): [queue: string | null, choose: (queue: string | null) => void] {
  const [params, setParams] = useSearchParams()
  const choose = (queue: string | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (queue === null) after.delete('queue')
        else after.set('queue', queue)
        return after
      },
      { replace: true },
    )
  return [params.get('queue'), choose]
}
