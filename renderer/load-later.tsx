import { type ComponentType, lazy, useState } from 'react'
import { untilOpen } from './api/connection.ts'

const loads: (() => Promise<unknown>)[] = []

/** A lost connection is noticed a moment after a request fails. */
const pauseMs = 500

async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    await untilOpen()
    return load()
  }
}

/**
 * A component whose code is not a part of the first load: it comes when the component is first shown, or when the window is
 * idle. Once it is there, showing the component suspends nothing.
 */
export function loadLater<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null
  const get = async () => {
    loaded ??= await patiently(load)
    return loaded
  }
  loads.push(get)
  let Lazy: ComponentType<P> | null = null
  const lazily = () =>
    lazy(async () => {
      try {
        return { default: await get() }
      } catch (error) {
        // A lazy component that failed stays failed: the next mount gets another one.
        Lazy = null
        throw error
      }
    }) as unknown as ComponentType<P>
  const choose = () => {
    if (loaded !== null) return loaded
    Lazy ??= lazily()
    return Lazy
  }
  return function Later(props: P) {
    // Chosen once: another type would be another component, without the state of the first.
    const [Shown] = useState(choose)
    return <Shown {...props} />
  }
}

/** Loads everything that comes later once the window has nothing else to do. A failure is met again when it is shown. */
export const loadWhenIdle = (): void => void requestIdleCallback(() => void Promise.allSettled(loads.map((load) => load())))
