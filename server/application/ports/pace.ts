/** How fast what is asked for goes through. */
export interface Pace {
  /** Something has begun to wait or to be done. @returns to be called once, when it has ended */
  begin(): () => void;
  /**
   * Milliseconds after which what is under way now will have gone through: as long as the last ones took, which is the
   * length of the queue over its rate (Little's law); or as long as the oldest has been under way, where nothing moves.
   */
  expected(): number;
}
