/** Kernels that tests run on beside the one they were started on. */
package io.openwlm.linux.bed;
