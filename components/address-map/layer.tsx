import type { ReactNode } from 'react';
import { cx } from '@/components/ui/class-names';
import styles from './layers.module.css';

/**
 * Something that lies over a grid, for eyes only. The browser lays out what changes in the inner box with nothing but the outer one; what comes into or goes out of the
 * outer box itself it would lay out with the whole page.
 */
export const Layer = (props: { readonly above?: boolean; readonly name?: string; readonly children: ReactNode }) => (
  <div aria-hidden="true" className={cx(styles.layer, props.above && styles.above)} data-testid={props.name}>
    <div className={styles.inner}>{props.children}</div>
  </div>
);
