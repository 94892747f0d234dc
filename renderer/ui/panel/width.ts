import { create } from 'zustand'
import { panelWidth } from '../../../shared/panel-width.ts'

type Width = {
  width: number
  /** Keeps the width for the person. */
  remember(width: number): void
}

/** How wide panels are; whoever knows the person's preferences sets it. */
export const usePanelWidth = create<Width>(() => ({ width: panelWidth.usual, remember: () => {} }))
