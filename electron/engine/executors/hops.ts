import type { Dispatcher } from 'undici'

/** The last address of a request, on its way through redirects, and whether an answer came from there. */
export type Hop = { at: URL; isAnswered: boolean }

/** Reports every address that is called: compose it before the redirects, so that it sees each of them. */
export const reportHops =
  (report: (hop: Hop) => void) =>
  (dispatch: Dispatcher.Dispatch): Dispatcher.Dispatch =>
  (options, handler) => {
    const at = new URL(String(options.origin))
    report({ at, isAnswered: false })
    return dispatch(options, {
      onRequestStart: (...given) => handler.onRequestStart?.(...given),
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onBodySent: (...given) => handler.onBodySent?.(...given),
      onRequestSent: () => handler.onRequestSent?.(),
      onResponseStarted: () => handler.onResponseStarted?.(),
      onResponseStart(...given) {
        report({ at, isAnswered: true })
        handler.onResponseStart?.(...given)
      },
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (...given) => handler.onResponseError?.(...given),
    })
  }
