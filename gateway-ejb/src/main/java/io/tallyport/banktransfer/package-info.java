/**
 * Orders paid by bank transfer (money.md P13, section 9): one person enters what the bank says came in, another approves the
 * order that it pays. What is entered stands in 2190 at once; what no order takes is seen there until it is given back.
 */
@NullMarked
package io.tallyport.banktransfer;

import org.jspecify.annotations.NullMarked;
