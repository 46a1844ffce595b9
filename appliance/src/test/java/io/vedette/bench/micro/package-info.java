/** The hot paths by themselves, measured by JMH; {@code ./dev bench micro} runs them. */
package io.vedette.bench.micro;
