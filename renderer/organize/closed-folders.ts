import { create } from 'zustand'
import { persist } from 'zustand/middleware'

type Closed = { closed: Readonly<Record<string, readonly string[]>>; set(list: string, paths: readonly string[]): void }

/** The closed folders of each list, which this browser remembers. */
export const useClosedFolders = create<Closed>()(
  persist(
    (set) => ({
      closed: {},
      set: (list, paths) => set(({ closed }) => ({ closed: { ...closed, [list]: paths } })),
    }),
    { name: 'localflow-closed-folders', version: 1, partialize: ({ closed }) => ({ closed }) },
  ),
)
