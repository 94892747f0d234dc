import type { Locator } from '@playwright/test'

export type Box = { x: number; y: number; width: number; height: number }

/** Where an element is once it has stopped moving: a view that is still being fitted would leave the mouse beside it. */
export async function stillBox(of: Locator): Promise<Box> {
  const element = await of.elementHandle()
  await element?.waitForElementState('stable')
  const box = await element?.boundingBox()
  if (!box) throw new Error(`${of} is not in view`)
  return box
}
