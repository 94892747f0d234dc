import { create } from 'zustand'

const useAnnouncement = create<{ text: string }>(() => ({ text: '' }))

/** Says something to those who listen to the screen instead of looking at it. */
export const announce = (text: string): void => useAnnouncement.setState({ text })

export function Announcer() {
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {useAnnouncement(({ text }) => text)}
    </div>
  )
}
