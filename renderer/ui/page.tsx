import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { create } from 'zustand'

/** The page that is open, for whoever writes the title of the window. */
export const usePageTitle = create<{ title: string }>(() => ({ title: '' }))

/** The frame of every page: a heading with its actions, and the rest of the room below. */
export function Page({
  title,
  heading,
  actions,
  children,
}: {
  title: string
  heading?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  useEffect(() => usePageTitle.setState({ title }), [title])
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-rule px-4">
        <h1 className="min-w-0 truncate text-lg font-semibold">{heading ?? title}</h1>
        <span className="flex-1" />
        {actions}
      </header>
      {children}
    </>
  )
}
