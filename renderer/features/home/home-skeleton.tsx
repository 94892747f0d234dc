import { useTakesLong } from '../../ui/skeleton.tsx'

const parts = [
  [26, 120, 272],
  [68, 330],
]

/** Grey areas where the parts of Home will be. */
export function HomeSkeleton() {
  const isShown = useTakesLong(true)
  if (!isShown) return <div aria-busy="true" />
  return parts.map((heights) => (
    <div key={heights.join(' ')} aria-hidden="true" aria-busy="true" className="flex flex-col gap-6">
      {heights.map((height) => (
        <div key={height}>
          <div className="mb-1 flex h-6 items-center">
            <span className="h-2.5 w-28 rounded-sm bg-sunken" />
          </div>
          <div className="rounded-md bg-sunken" style={{ height }} />
        </div>
      ))}
    </div>
  ))
}
