import type { ReactNode } from 'react'
import { usePlace } from '../place.ts'
import type { RunRow } from './row.ts'
import { StepList } from './step-list.tsx'

type Props = { label: string; rows: RunRow[]; chosen: string | null; isLive: boolean; children: ReactNode }

/** A log or files, with the list of the steps beside them where there are several. */
export function Beside({ label, rows, chosen, isLive, children }: Props) {
  const { show } = usePlace()
  if (rows.length < 2) return children
  return (
    <div className="flex min-h-0 flex-1 max-[640px]:flex-col">
      <StepList label={label} rows={rows} chosen={chosen} isLive={isLive} onChoose={({ place }) => show(place ?? {})} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  )
}
