import { create } from 'zustand'
import type { FlowMerge } from '../../shared/flow/edit/merge.ts'

/** The merged text; null: the person goes on editing. */
type Chosen = string | null

export type OpenMerge = { name: string; merge: FlowMerge; choose(text: Chosen): void }

export const useOpenMerge = create<{ open: OpenMerge | null }>(() => ({ open: null }))

/** Shows two versions of a flow by their parts, and waits for the merged text. */
export const askToMerge = (name: string, merge: FlowMerge): Promise<Chosen> =>
  new Promise((resolve) => {
    const choose = (text: Chosen) => {
      useOpenMerge.setState({ open: null })
      resolve(text)
    }
    useOpenMerge.setState({ open: { name, merge, choose } })
  })
