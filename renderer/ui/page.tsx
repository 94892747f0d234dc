import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { create } from 'zustand'
import { PaletteField } from './palette-field.tsx'
import { PanelPlace } from './panel/place.tsx'

/** The page that is open, for whoever writes the title of the window. */
export const usePageTitle = create<{ title: string }>(() => ({ title: '' }))

/** The frame of every page: a header with the palette and the page's actions, a toolbar if it has one, and its content. */
export function Page({
  title,
  heading,
  mark,
  actions,
  notice,
  toolbar,
  children,
}: {
  title: string
  heading?: ReactNode
  /** Behind the title: a small button about the thing itself. */
  mark?: ReactNode
  /** At most two buttons and a menu, the main one last. */
  actions?: ReactNode
  /** A line under the header, such as that the object was changed or deleted elsewhere. */
  notice?: ReactNode
  /** Filters and what else acts on the content. */
  toolbar?: ReactNode
  children: ReactNode
}) {
  useEffect(() => usePageTitle.setState({ title }), [title])
  return (
    <>
      <header className="grid h-11 shrink-0 grid-cols-[minmax(160px,1fr)_minmax(32px,256px)_minmax(min-content,1fr)] items-center gap-4 border-b border-rule px-4 max-[960px]:grid-cols-[minmax(60px,1fr)_auto_auto] max-[480px]:h-auto max-[480px]:min-h-11 max-[480px]:gap-2 max-[480px]:px-2">
        <div className="flex min-w-0 items-center gap-1">
          <h1 title={title} className="truncate text-lg font-semibold">
            {heading ?? title}
          </h1>
          {mark}
        </div>
        <PaletteField />
        <div className="flex items-center justify-end gap-2 max-[480px]:flex-wrap">{actions}</div>
      </header>
      {notice}
      {toolbar && (
        <div className="flex h-9 shrink-0 items-center gap-2 overflow-x-auto border-b border-rule px-4 max-[480px]:h-auto max-[480px]:flex-wrap max-[480px]:py-1">
          {toolbar}
        </div>
      )}
      <PanelPlace>{children}</PanelPlace>
    </>
  )
}
