import { changePreferences, followPreferences } from './preferences.ts'
import { usePanelWidth } from './ui/panel/width.ts'

/** Panels are as wide as the person left them, in each window and browser. */
export function followPanelWidth(): void {
  usePanelWidth.setState({
    remember(width) {
      usePanelWidth.setState({ width })
      void changePreferences(() => ({ panelWidth: width }))
    },
  })
  followPreferences(({ panelWidth }) => usePanelWidth.setState({ width: panelWidth }))
}
