import { takeOver } from '../state/worker';

/** Loads the newer version of the app that waits. Nothing on the phone is lost by it. */
export function takeNewVersion(): void {
  void takeOver();
}
