import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { KeyId } from './key-table.ts'

/** What can be done with the thing on the page; `name` says it with the thing: "Stop run 12". `key` does the same, and `ask` asks for values first. */
export type PageAction = { name: string; icon: LucideIcon; key?: KeyId; act(): unknown; ask?(): unknown }

type Registered = { actions: () => PageAction[] }

/** What the palette offers for each thing in focus, the latest first. */
export const usePageActionList = create<{ registered: Registered[] }>(() => ({ registered: [] }))

/** Offers these actions in the palette for as long as the component is shown. False: not now. */
export function usePageActions(offered: (PageAction | false)[]): void {
  const actions = offered.filter((action) => action !== false)
  const current = useRef(actions)
  current.current = actions
  // Their names are all that the palette shows; what they do is read when the palette opens.
  const key = actions.map(({ name }) => name).join('\n')
  useEffect(() => {
    if (key === '') return
    const own: Registered = { actions: () => current.current }
    usePageActionList.setState(({ registered }) => ({ registered: [own, ...registered] }))
    return () => usePageActionList.setState(({ registered }) => ({ registered: registered.filter((other) => other !== own) }))
  }, [key])
}
