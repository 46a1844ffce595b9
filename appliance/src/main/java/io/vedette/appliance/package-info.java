/**
 * The whole object graph and the program that starts it. Sees every other package; nobody imports
 * it.
 */
package io.vedette.appliance;
