import type { BrowserContext, Frame, Page } from '@playwright/test'

/** A frame of the window's page, as the double knows it. */
export type WindowFrame = { id: number; url: string; isChild: boolean }

/** What the double serves to the page; null refuses the request. */
export type PageAnswer = { status: number; headers: Record<string, string>; body: Uint8Array }

type Order = (name: string, value?: unknown) => Promise<unknown>

/**
 * The window of a desktop double is a page in the spec's own browser, so that no test starts a second one. This is the
 * spec's end: it does what the double asks for, and passes on what the page asks of the double.
 */
export function createSpecWindow(context: BrowserContext, order: Order) {
  const frames = new Map<number, Frame>()
  const ids = new WeakMap<Frame, number>()
  let page: Page | null = null

  function toWindowFrame(frame: Frame): WindowFrame {
    const id = ids.get(frame) ?? frames.size + 1
    ids.set(frame, id)
    frames.set(id, frame)
    return { id, url: frame.url(), isChild: frame.parentFrame() !== null }
  }

  async function open({ width, height, script }: { width: number; height: number; script: string }): Promise<void> {
    if (page) throw new Error('A desktop double has one window.')
    page = await context.newPage()
    await page.setViewportSize({ width, height })
    await page.route('**', async (route) => {
      const request = route.request()
      const answer = (await order('request of the page', { url: request.url(), method: request.method() })) as PageAnswer | null
      // The page may have been left since then.
      await (answer ? route.fulfill({ ...answer, body: Buffer.from(answer.body) }) : route.abort()).catch(() => {})
    })
    await page.exposeBinding('__double_ipc', ({ frame }, channel: string) => {
      void order('message of the page', { frame: toWindowFrame(frame), channel })
    })
    await page.exposeBinding('__double_port', (_source, id: number, data: unknown) => {
      void order('data of the page', { id, data })
    })
    await page.addInitScript(script)
    page.on('popup', (popup) => {
      void order('popup of the page', popup.url())
      popup.close().catch(() => {})
    })
  }

  const asked: Record<string, (value: never) => Promise<unknown>> = {
    open,
    load: async (url: string) => {
      await page?.goto(url)
      return page?.url()
    },
    reload: async () => void (await page?.reload()),
    evaluate: async ({ frame, script }: { frame: number; script: string }) => void (await frames.get(frame)?.evaluate(script)),
  }

  return {
    page: (): Page => {
      if (!page) throw new Error('The desktop double has opened no window.')
      return page
    },
    /** Starts before it returns, so that messages to the page keep their order. */
    ask: (name: string, value: unknown): Promise<unknown> => asked[name]?.(value as never) ?? Promise.reject(new Error(name)),
    close: async (): Promise<void> => void (await page?.close()),
  }
}
