import { stopHearing } from '@/components/layout/early-clicks';

// Next runs this right before React takes the page over.
stopHearing();
