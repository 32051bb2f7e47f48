import { Icon } from '@/components/ui/icon';
import styles from './map.module.css';

/** Stands on an address that the original instance holds. */
export const ReturnMark = () => <Icon name="restore" {...(styles.returning === undefined ? {} : { className: styles.returning })} />;
