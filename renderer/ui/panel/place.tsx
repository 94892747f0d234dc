import { createContext, type ReactNode, useContext, useState } from 'react'

const Place = createContext<HTMLElement | null>(null)

/** Content with room for a panel at its right; at most one panel is shown there. */
export function PanelPlace({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  return (
    <Place value={place}>
      <div className="relative flex min-h-0 min-w-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
        <div ref={setPlace} className="contents" />
      </div>
    </Place>
  )
}

/** Where the nearest panel goes; null until it exists. */
export const usePanelPlace = (): HTMLElement | null => useContext(Place)
