import { useEffect, useState } from 'react'

const patienceMs = 200

/** True once something has taken long enough to be worth a sign of it. */
export function useTakesLong(waits: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!waits) return setLong(false)
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => clearTimeout(timer)
  }, [waits])
  return waits && long
}

/** Rows where rows will be. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const shown = useTakesLong(true)
  if (!shown) return <div aria-busy="true" />
  return (
    <div aria-hidden="true" aria-busy="true">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key) => (
        <div key={key} className="flex h-[34px] items-center gap-3 border-b border-rule px-4">
          <span className="h-2.5 w-40 rounded-sm bg-sunken" />
          <span className="h-2.5 w-24 rounded-sm bg-sunken" />
          <span className="ml-auto h-2.5 w-16 rounded-sm bg-sunken" />
        </div>
      ))}
    </div>
  )
}
