import { words } from './words.ts'

export const isMac = /mac/i.test(navigator.platform)
export const mod = isMac ? '⌘' : words.keyControl

export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="rounded-sm border border-rule-2 px-1 font-sans text-[10px] leading-4 font-medium text-ink-3">{children}</kbd>
  )
}
