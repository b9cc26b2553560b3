/** The whole program on real kernels. */
package io.openwlm.app.kernel;
